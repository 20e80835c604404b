package io.enrollment.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.ResolvedZone;
import io.enrollment.calendar.ZoneSource;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** The stored form of due times with their derivation. Thread-safe. */
public final class DueTimeJson {

    private DueTimeJson() {}

    /** Writes a due time on one line. */
    public static String write(DueTime due) {
        return Compact.write(json -> members(json, due));
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no due time
     */
    public static DueTime read(String text) {
        return Compact.read(text, DueTimeJson::read);
    }

    static void members(JsonGenerator json, DueTime due) throws IOException {
        Compact.put(json, "at", due.at());
        Compact.put(json, "local", due.local());
        Compact.put(json, "zone", due.zone().zone());
        Compact.put(json, "source", due.zone().source());
        Compact.texts(json, "derivation", due.derivation());
    }

    static DueTime read(JsonParser json) throws IOException {
        Instant at = Instant.EPOCH;
        LocalDateTime local = LocalDateTime.MIN;
        ZoneId zone = ZoneOffset.UTC;
        ZoneSource source = ZoneSource.UTC;
        List<String> derivation = List.of();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "at" -> at = Instant.parse(json.getText());
                case "local" -> local = LocalDateTime.parse(json.getText());
                case "zone" -> zone = ZoneId.of(json.getText());
                case "source" -> source = ZoneSource.valueOf(json.getText());
                case "derivation" -> derivation = Compact.texts(json, text -> text);
                default -> json.skipChildren();
            }
        }
        return new DueTime(at, local, new ResolvedZone(zone, source), derivation);
    }
}
