"""Texts for people and programs, made from one audit. No network, no database, no clock."""
