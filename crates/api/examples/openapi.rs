//! Prints the OpenAPI document: `cargo xtask openapi` writes it to `static/openapi.json`.

fn main() -> Result<(), serde_json::Error> {
    println!(
        "{}",
        serde_json::to_string_pretty(&api::openapi::document())?
    );
    Ok(())
}
