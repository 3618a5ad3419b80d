"""What pages fetch, for everybody: no session is looked for, so that it is there while the database is not."""

from fastapi import APIRouter, Request, Response

from services.portal.pages.look import Look

router = APIRouter()


@router.get("/static/{digest}/{name:path}", include_in_schema=False)
async def static(digest: str, name: str, request: Request) -> Response:
    """For a year where the digest is ours; a page of another version gets what there is, and keeps nothing."""
    look: Look = request.app.state.look
    asset = look.assets.find(name)
    if asset is None:
        return Response(status_code=404, headers=dict(look.headers()))
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {**look.headers(), "Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
    if digest == look.assets.digest:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return Response(asset.packed if packed else asset.content, media_type=asset.media_type, headers=headers)
