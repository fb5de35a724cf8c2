"""What are people saying, and how do we answer there? One file per platform."""
