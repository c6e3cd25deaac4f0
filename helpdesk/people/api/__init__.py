"""The part of the API about people: who asks, and how machines come in."""
