"""Mails in and out: reading one (pure), finding its thread, writing one."""
