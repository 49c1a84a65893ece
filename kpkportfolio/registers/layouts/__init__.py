"""Where the tables of a sheet are, however they lie: headers, sides, groups, calendars, cells for many rows."""
