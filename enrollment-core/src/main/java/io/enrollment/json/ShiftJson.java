package io.enrollment.json;

import com.fasterxml.jackson.core.JsonParser;
import io.enrollment.enrollment.StartShift;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far pauses have moved what counts from the start of an enrollment. */
final class ShiftJson {

    private ShiftJson() {}

    static void write(JsonLine json, StartShift shift) {
        if (!shift.equals(StartShift.NONE)) {
            json.object("startShift", member -> {
                member.put("restarted", shift.restarted());
                member.put("time", shift.time());
                member.put("days", shift.days());
                member.put("businessDays", shift.businessDays());
            });
        }
    }

    static StartShift read(JsonParser json) throws IOException {
        Optional<Instant> restarted = Optional.empty();
        Duration time = Duration.ZERO;
        int days = 0;
        int businessDays = 0;
        for (String name = Compact.member(json); name != null; name = Compact.member(json)) {
            switch (name) {
                case "restarted" -> restarted = Optional.of(StoredTimes.instant(json.getText()));
                case "time" -> time = Duration.parse(json.getText());
                case "days" -> days = json.getIntValue();
                case "businessDays" -> businessDays = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new StartShift(restarted, time, days, businessDays);
    }
}
