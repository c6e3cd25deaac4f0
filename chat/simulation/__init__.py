"""A day at the desk by a virtual clock, under the very rules that the program applies.

The same people come with the same questions under each way of routing, so that what differs is the
routing. Nothing here touches the database but `measured`, which reads how long chats really took.
"""
