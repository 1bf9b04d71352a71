"""The paper engine: frozen content in, bytes out; signs them, and says what any PDF is worth.

Pure: it knows no model, no request and no clock. Limits and lengths are in the unit their name says;
boxes are in PDF points (1/72 inch, origin bottom left). The layout follows Decree 30/2020/NĐ-CP.
"""
