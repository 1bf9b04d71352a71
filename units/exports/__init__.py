"""Files that leave the application: the audit chain, and workbooks around imported lists."""
