/** Who could take a chat in this language now: colleagues with room, teams with somebody there. Pure. */
export function takers({ agents, teams, me }, language) {
  const here = agents.filter((agent) => agent.id !== me.id && agent.status === "online" && speaks(agent, language));
  const found = teams.map((team) => ({ ...team, here: here.filter((agent) => agent.teams.includes(team.id)).length }));
  return {
    agents: here.map((agent) => ({ ...agent, free: room(agent) })).filter(({ free }) => free > 0),
    teams: found.filter((team) => team.here > 0),
  };
}

const room = ({ free, capacity, active }) => free ?? capacity - active;

/** No languages named: all of them. */
const speaks = ({ languages = [] }, language) => languages.length === 0 || languages.includes(language);
