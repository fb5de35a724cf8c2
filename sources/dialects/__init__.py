"""How each platform's feeds are understood, a small pure file each: `DIALECT`. No parser comes with it."""
