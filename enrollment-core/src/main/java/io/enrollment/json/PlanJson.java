package io.enrollment.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import io.enrollment.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * The JSON form of plans, as people write it; {@code plan.schema.json} beside this class is its JSON Schema.
 *
 * <p>Reading is strict: members that are not known, values of another type, members that stand twice in one object, text
 * after the end and what does not exist (a zone, the 30th of February) are refused, with every fault found in one
 * reading. A document has at most 1,000,000 characters. Reading does not ask whether the plan makes
 * sense: that is for {@link io.enrollment.plan.PlanValidator}, and for publishing.
 *
 * <p>Writing leaves out what is as by default; the defaults are part of the format and never change within it. Equal
 * plans are written alike. Thread-safe.
 */
public final class PlanJson {

    /** The format that this version reads and writes. */
    public static final String FORMAT = "enrollment-plan/1";

    private PlanJson() {}

    /**
     * Reads what somebody authored.
     *
     * @throws InvalidDocumentException if it is no plan, with every fault found
     */
    public static Plan read(String document) {
        return read(document, Faults.strict());
    }

    /**
     * Reads what somebody authored, to the end of the reader; does not close it.
     *
     * @throws InvalidDocumentException if it is no plan, with every fault found
     * @throws IOException if the reader fails
     */
    public static Plan read(Reader document) throws IOException {
        return read(JsonText.read(document));
    }

    /**
     * Reads what somebody authored, as UTF-8, to the end of the stream; does not close it.
     *
     * @throws InvalidDocumentException if it is no plan, with every fault found
     * @throws IOException if the stream fails
     */
    public static Plan read(InputStream document) throws IOException {
        return read(JsonText.read(document));
    }

    /**
     * Reads what {@link #canonical} wrote, perhaps in a newer version of the engine: members that are not known are
     * passed over, except within conditions, where they could change who is meant.
     *
     * @throws InvalidDocumentException if it is no plan, with every fault found
     */
    public static Plan readStored(String document) {
        return read(document, Faults.tolerant());
    }

    private static Plan read(String document, Faults faults) {
        JsonNode root = JsonText.parse(document, faults);
        return PlanReader.read(root, faults).orElseThrow(() -> faults.refusal(root));
    }

    /** The plan as a tree. */
    public static JsonNode tree(Plan plan) {
        return PlanWriter.write(plan);
    }

    /** The plan for people: indented, with a line feed at the end. */
    public static String write(Plan plan) {
        return Json.indented(tree(plan)) + "\n";
    }

    /**
     * The plan on one line, as it is stored and hashed: equal plans give equal texts. Read at once to make sure that it can
     * be, since a version that was published must stay readable.
     *
     * @throws InvalidDocumentException if the plan has what the form cannot say: a date after the year 9999, a text that is
     *     not well-formed, more than 1,000,000 characters in all
     */
    public static String canonical(Plan plan) {
        String text = Json.compact(tree(plan));
        if (!readStored(text).equals(plan)) {
            throw new IllegalStateException("Plan " + plan.id() + " is not read as it was written: " + text);
        }
        return text;
    }

    /** SHA-256 of {@link #canonical} in UTF-8, in lower-case hexadecimal. */
    public static String contentHash(Plan plan) {
        return Hashing.sha256()
                .hashString(canonical(plan), StandardCharsets.UTF_8)
                .toString();
    }
}
