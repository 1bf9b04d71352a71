"""All pages of a draft in one picture, to be looked at beside the editor."""

from io import BytesIO

from PIL import Image

from pacts.documents.rendering import page_images

MAX_PREVIEWED_PAGES = 20
GAP_PX = 16
GROUND = (244, 246, 249)


def one_picture(pdf: bytes, *, width_px: int = 820) -> bytes:
    """The pages below one another as a PNG; of a very long text the first pages."""
    pages = [Image.open(BytesIO(png)) for png in page_images(pdf, width_px=width_px)[:MAX_PREVIEWED_PAGES]]
    height = sum(page.height for page in pages) + GAP_PX * (len(pages) - 1)
    sheet = Image.new("RGB", (width_px, height), GROUND)
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height + GAP_PX
    out = BytesIO()
    # 64 shades of grey are enough for black letters, and a third of the bytes.
    sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, format="PNG")
    return out.getvalue()
