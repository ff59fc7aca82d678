"""Lines and tables to the parts of a notice: cleaned text, frame, outline, attachments."""
