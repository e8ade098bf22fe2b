//! `GET /api/v1/appeals/{number}/attachments/{id}`: exactly the bytes of the file that came, always as a download.

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::{DataPart, Operation};
use files::FileName;
use futures::{StreamExt, TryStreamExt, stream};
use store::upload;
use web::capabilities::database;
use web::reply::with;
use web::uploads::{self, refused};
use web::{Answer, Context, Problem, auth, versions};

/// Sends a file of an appeal.
pub(crate) async fn attachment_download(
    context: Context,
    Path((number, id)): Path<(String, String)>,
) -> Answer {
    let (appeal, access) = auth::appeal(&context, Operation::AttachmentDownload, &number).await?;
    // Nobody can hide a name in the picture of a passport.
    access.demand_personal_data()?;
    let files = upload::of_appeal(database().await?, &appeal.id).await?;
    let file = files
        .into_iter()
        .find(|file| file.id == id)
        .ok_or_else(Problem::not_found)?;
    versions::demand_shown(&appeal, &access, &id).await?;
    let name = FileName::clean(&file.name).map_err(refused)?;
    let tag = format!("\"{}\"", file.sha256.as_deref().unwrap_or_default());
    if context
        .header("if-none-match")
        .split(',')
        .any(|given| given.trim() == tag)
    {
        return with(StatusCode::NOT_MODIFIED.into_response(), "etag", &tag);
    }
    access
        .record(&context, &appeal, &[DataPart::Attachments])
        .await?;
    let media_type = file.media_type.clone().unwrap_or_default();
    let size = file.size_bytes.unwrap_or_default().to_string();
    let mut bytes = Box::pin(uploads::bytes(file.chunks));
    // The first piece comes before the head goes out: a store that is away is told, and no answer broken off.
    let first = bytes.try_next().await?.map(Ok);
    let bytes = stream::iter(first).chain(bytes);
    let mut response = Body::from_stream(bytes).into_response();
    for (header, value) in [
        ("content-type", media_type.as_str()),
        ("content-length", size.as_str()),
        ("content-disposition", name.content_disposition().as_str()),
        ("etag", tag.as_str()),
        // A document opened in a browser all the same must not run or load anything.
        ("content-security-policy", "default-src 'none'; sandbox"),
    ] {
        response.headers_mut().remove(header);
        response = with(response, header, value)?;
    }
    Ok(response)
}
