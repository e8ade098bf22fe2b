//! PDF files of one empty page.

const BODY: &str = "%PDF-1.7\n\
    1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
    2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";

/// With a cross-reference table; `trailer` is added to its trailer.
pub(crate) fn pdf(trailer: &str) -> Vec<u8> {
    let start = BODY.len();
    let second = BODY.find("2 0 obj").unwrap();
    format!(
        "{BODY}xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{second:010} 00000 n \n\
         trailer\n<< /Size 3 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .into_bytes()
}

/// With a cross-reference stream; `dictionary` is added to its dictionary.
pub(crate) fn pdf_with_streams(dictionary: &str) -> Vec<u8> {
    let start = BODY.len();
    let data = "0123456789abcdef";
    format!(
        "{BODY}3 0 obj\n<< /Type /XRef /Size 4 /W [1 2 1] /Root 1 0 R /Length {} {dictionary} >>\n\
         stream\r\n{data}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n",
        data.len()
    )
    .into_bytes()
}
