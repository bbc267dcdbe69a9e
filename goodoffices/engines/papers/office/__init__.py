"""Office documents: archives of XML parts.

`package`       reads the archive strictly and writes a new one: nothing that is between or after its parts comes along
`markup`        reads XML without definitions, and notes what to cut, byte by byte
`ooxml`         .docx, .xlsx, .pptx: relationships, properties, what has to go (`parts` reads each part)
`opendocument`  .odt, .ods, .odp
`cleaning`      which of the two, and the pictures inside
"""
