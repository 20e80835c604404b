package io.enrollment.json;

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
        return JsonLine.of(json -> members(json, due));
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws IllegalArgumentException if it is no due time
     */
    public static DueTime read(String text) {
        return Compact.read(text, DueTimeJson::read);
    }

    static void members(JsonLine json, DueTime due) {
        json.put("at", due.at());
        json.put("local", due.local());
        json.put("zone", due.zone().zone());
        json.put("source", due.zone().source());
        json.texts("derivation", due.derivation());
    }

    static DueTime read(JsonParser json) throws IOException {
        Instant at = Instant.EPOCH;
        LocalDateTime local = LocalDateTime.MIN;
        ZoneId zone = ZoneOffset.UTC;
        ZoneSource source = ZoneSource.UTC;
        List<String> derivation = List.of();
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "at" -> at = StoredTimes.instant(json.getText());
                case "local" -> local = StoredTimes.local(json.getText());
                case "zone" -> zone = ZoneId.of(json.getText());
                case "source" -> source = ZoneSource.valueOf(json.getText());
                case "derivation" -> derivation = Compact.texts(json, text -> text);
                default -> json.skipChildren();
            }
        }
        return new DueTime(at, local, new ResolvedZone(zone, source), derivation);
    }
}
