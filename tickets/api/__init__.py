"""The part of the API about work: tickets, contacts, topics, instructions, incoming mail."""
