"""Portal: the HTTP front of a region. It signs people in and passes requests on; it holds no facts of the domain."""
