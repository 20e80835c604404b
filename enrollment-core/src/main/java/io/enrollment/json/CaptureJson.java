package io.enrollment.json;

import io.enrollment.enrollment.LogEntry;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Capture;
import io.enrollment.report.Capture.Recorded;
import java.util.List;

/**
 * The JSON form of captured enrollments, for people to keep, send and edit: indented, one member after the other as
 * {@link Capture} has them. Members that are not known are passed over, so that what an older version of the engine captured can
 * be replayed. Thread-safe.
 */
public final class CaptureJson {

    /** The format that this version reads and writes. */
    public static final String FORMAT = "enrollment-capture/1";

    private CaptureJson() {}

    /** Writes a capture, indented, with a line feed at the end. */
    public static String write(Capture capture) {
        String line = JsonLine.of(json -> {
            json.put("format", FORMAT);
            json.put("capturedAt", capture.capturedAt());
            json.bool("masked", capture.masked());
            json.document("enrollment", EnrollmentJson.write(capture.state()));
            json.objects("plans", capture.versions(), CaptureJson::version);
            json.documents(
                    "log", capture.log().stream().map(LogEntryJson::write).toList());
            json.objects("decisions", capture.decisions(), CaptureJson::recorded);
        });
        return Json.indented(Stored.document(line).node()) + "\n";
    }

    private static void version(JsonLine json, PlanVersion version) {
        json.number("version", version.version());
        json.put("contentHash", version.contentHash());
        json.put("publishedAt", version.publishedAt());
        json.document("plan", Json.compact(PlanJson.tree(version.plan())));
    }

    private static void recorded(JsonLine json, Recorded recorded) {
        json.number("seq", recorded.seq());
        json.document("decision", DecisionJson.write(recorded.decision(), recorded.entries()));
    }

    /**
     * What a store has recorded of one decision.
     *
     * @param seq the number of the first log entry that it made
     * @param document what was recorded
     * @throws InvalidDocumentException if it is no decision
     */
    public static Recorded recorded(long seq, String document) {
        return recorded(seq, DecisionJson.read(document));
    }

    /**
     * Reads what {@link #write} wrote, in this version or another, and perhaps somebody edited.
     *
     * @throws InvalidDocumentException if it is no capture
     */
    public static Capture read(String text) {
        Stored json = Stored.document(text).ofFormat(FORMAT);
        List<LogEntry> log = json.documents("log", LogEntryJson::read);
        return json.made(() -> new Capture(
                json.instant("capturedAt"),
                json.flag("masked"),
                json.document("enrollment", EnrollmentJson::read),
                json.parts("plans", CaptureJson::version),
                log,
                json.parts("decisions", CaptureJson::recorded)));
    }

    private static PlanVersion version(Stored json) {
        return new PlanVersion(
                json.document("plan", PlanJson::readStored),
                json.integer("version"),
                json.text("contentHash"),
                json.instant("publishedAt"));
    }

    private static Recorded recorded(Stored json) {
        return json.made(() -> recorded(json.number("seq"), DecisionJson.read(json.part("decision"))));
    }

    private static Recorded recorded(long seq, DecisionJson.Read read) {
        return new Recorded(seq, read.entries(), read.decision());
    }

    /**
     * The same without what no decision needs: names and contact points are replaced, equal ones by equal ones, and attributes
     * that no plan of it names are left out. What a condition of the plans compares stays as it is, and so do ids, zones, countries,
     * consents and what people said.
     */
    public static Capture masked(Capture capture) {
        return new Mask(capture).masked();
    }
}
