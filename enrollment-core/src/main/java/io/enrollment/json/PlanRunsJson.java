package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.calendar.Cron;
import io.enrollment.plan.BlastGuard;
import io.enrollment.plan.OnMissedRun;
import io.enrollment.plan.RunSchedule;
import java.time.Duration;
import java.util.Optional;

/** What a plan says of its enroller runs, as JSON. */
final class PlanRunsJson {

    private PlanRunsJson() {}

    static Optional<RunSchedule> readSchedule(Section section) {
        Optional<Cron> cron = section.requireText("cron", Cron::parse);
        OnMissedRun onMissed = section.oneOf("onMissed", OnMissedRun.class).orElse(OnMissedRun.RUN_ONCE);
        Duration age = section.text("maximumAge", Times::duration).orElse(RunSchedule.ONE_DAY);
        boolean expire = section.flag("evaluateAndExpire").orElse(false);
        section.end();
        return cron.flatMap(times -> section.make("maximumAge", () -> new RunSchedule(times, onMissed, age, expire)));
    }

    static ObjectNode write(RunSchedule schedule) {
        ObjectNode node = Json.object().put("cron", schedule.cron().text());
        Json.put(node, "onMissed", schedule.onMissed(), OnMissedRun.RUN_ONCE);
        Json.put(node, "maximumAge", schedule.maximumAge(), RunSchedule.ONE_DAY);
        Json.put(node, "evaluateAndExpire", schedule.evaluateAndExpire(), false);
        return node;
    }

    static Optional<BlastGuard> readGuard(Section section) {
        Optional<Long> count = section.integer("count", 0, Integer.MAX_VALUE).map(Integer::longValue);
        Optional<Integer> percent = section.integer("percent", 0, 100);
        boolean everyRun = section.flag("everyRun").orElse(true);
        boolean said = section.has("count") || section.has("percent");
        section.end();
        if (!said) {
            return section.refuse("count", "be there, or a percent");
        }
        return count.isEmpty() && percent.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlastGuard(count, percent, everyRun));
    }

    static ObjectNode write(BlastGuard guard) {
        ObjectNode node = Json.object();
        guard.count().ifPresent(count -> node.put("count", count));
        guard.percent().ifPresent(percent -> node.put("percent", percent));
        Json.put(node, "everyRun", guard.everyRun(), true);
        return node;
    }
}
