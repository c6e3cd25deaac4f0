"""Reports on paper: documents as tagged PDF, printed in a process of its own."""
