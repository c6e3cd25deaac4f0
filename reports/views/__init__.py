"""The pages of reports, their charts and their files. Supervisors and managers only."""
