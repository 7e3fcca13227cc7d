"""The doors of this room: the public register and page, the queue and desk of officers."""
