package io.enrollment.report;

/** How an export is written. */
public enum ExportFormat {
    /** RFC 4180, UTF-8, with a header, and safe to open in a spreadsheet. */
    CSV("text/csv; charset=utf-8", ".csv"),
    /** One JSON object to a line. */
    JSON_LINES("application/x-ndjson", ".jsonl");

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The media type. */
    public String mediaType() {
        return mediaType;
    }

    /** What the names of files end with. */
    public String extension() {
        return extension;
    }
}
