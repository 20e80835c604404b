package io.enrollment.engine;

import io.enrollment.eligibility.CaslForecast;
import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.MessageForecast;
import io.enrollment.enrollment.Outlook;
import io.enrollment.enrollment.Rules;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Plan;
import io.enrollment.plan.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Foretells which messages of a plan will have lost their consent when they are due. */
final class Lapses {

    private final Rules rules;
    private final List<Step.Message> kinds;

    Lapses(Rules rules, Plan plan) {
        this.rules = rules;
        this.kinds = kinds(plan);
    }

    /** One message of each kind that the law tells apart. */
    private static List<Step.Message> kinds(Plan plan) {
        Map<List<Object>, Step.Message> kinds = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.Message message) {
                MessageSettings settings = message.message();
                kinds.putIfAbsent(
                        List.of(message.channel(), settings.messageClass(), settings.topic(), settings.concernsRole()),
                        message);
            }
        }
        return List.copyOf(kinds.values());
    }

    /** What Canada's Anti-Spam Legislation will say of each message ahead of a subject that enters now. */
    List<MessageForecast> forecast(CheckInput input) {
        return CaslForecast.of(Outlook.ahead(rules, input));
    }

    /** The messages ahead that will have no consent when they are due; the plan is walked through only if there may be any. */
    List<String> warnings(CheckInput input) {
        boolean any =
                kinds.stream().anyMatch(kind -> CaslForecast.lapse(input, kind).isPresent());
        return any
                ? forecast(input).stream()
                        .filter(message -> message.casl().failed())
                        .map(MessageForecast::describe)
                        .toList()
                : List.of();
    }
}
