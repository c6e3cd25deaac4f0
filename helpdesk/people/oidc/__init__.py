"""Sign-in of staff by the organisation's own provider of identities (OpenID Connect).

allauth carries the flow; here are our rules: what a provider has to prove, and what is not heard.
"""
