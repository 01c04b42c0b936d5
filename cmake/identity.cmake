# Every name, id, version and address of the program, in one place.
set(FAIRLEAD_NAME "Fairlead")
set(FAIRLEAD_VERSION "0.1.0")
set(FAIRLEAD_ID "io.github.fairlead.Fairlead")
set(FAIRLEAD_DESCRIPTION "Port forwards through SSH servers and home routers, in one window")
