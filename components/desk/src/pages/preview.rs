//! `GET /desk/appeals/{number}/attachments/{id}/preview`: a picture or a PDF to be looked at in a frame. It is
//! an address of its own, so that downloads stay downloads; what it gives can run, load and reach nothing.

use axum::body::Body;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::access::{DataPart, Operation};
use files::{MediaType, SNIFF_BYTES, sniff};
use store::{Blobs, upload};
use web::capabilities::{blobs, database};
use web::reply::with;
use web::{Answer, Context, Problem, auth, uploads, versions};

/// What a page of ours may frame and a stranger's may not; nothing in it is allowed anything. The sandbox is here
/// and not on the frame alone: browsers show no PDF in a frame with the attribute, and keep to this one.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/// Shows a file of an appeal.
pub(crate) async fn preview(
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Answer {
    let (appeal, access) = auth::appeal(&context, Operation::AttachmentDownload, &number).await?;
    // Nobody can hide a name in the picture of a passport.
    access.demand_personal_data()?;
    let found = upload::of_appeal(database().await?, &appeal.id).await?;
    let file = found
        .into_iter()
        .find(|file| file.id == id)
        .ok_or_else(Problem::not_found)?;
    versions::demand_shown(&appeal, &access, &id).await?;
    // What it is was found out when it came. It is asked again here, of the bytes that are about to go out.
    let first = match file.chunks.first() {
        Some(key) => blobs().await?.get(key).await?.unwrap_or_default(),
        None => Vec::new(),
    };
    let head = first.get(..SNIFF_BYTES).unwrap_or(&first);
    let kind = sniff(head).filter(|kind| is_shown(*kind));
    let declared = file.media_type.clone().unwrap_or_default();
    let kind = kind
        .filter(|kind| kind.mime() == declared)
        .ok_or_else(Problem::not_found)?;
    access
        .record(&context, &appeal, &[DataPart::Attachments])
        .await?;
    let size = file.size_bytes.unwrap_or_default().to_string();
    let mut response = Body::from_stream(uploads::bytes(file.chunks)).into_response();
    for (header, value) in [
        ("content-type", kind.mime()),
        ("content-length", size.as_str()),
        ("content-disposition", "inline"),
        ("content-security-policy", POLICY),
        ("x-frame-options", "SAMEORIGIN"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        response.headers_mut().remove(header);
        response = with(response, header, value)?;
    }
    Ok(response)
}

/// What a browser shows by itself, without a program in the file.
fn is_shown(kind: MediaType) -> bool {
    matches!(
        kind,
        MediaType::Jpeg | MediaType::Png | MediaType::Gif | MediaType::Pdf
    )
}
