"""The one filter language: what a responder types becomes one query for live and kept mentions alike."""
