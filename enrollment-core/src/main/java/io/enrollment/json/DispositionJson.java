package io.enrollment.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.plan.Disposition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The JSON form of the dispositions of a plan: a member of it, each with the effects that it has. */
final class DispositionJson {

    private DispositionJson() {}

    static Optional<Disposition> read(Section disposition) {
        Optional<String> name = disposition.requireText("name", 100);
        boolean contact = disposition.flag("contactMade").orElse(false);
        boolean appointment = disposition.flag("appointmentMade").orElse(false);
        boolean terminal = disposition.flag("terminal").orElse(false);
        boolean callBack = disposition.flag("callBack").orElse(false);
        Optional<Duration> after = disposition.text("nextAttemptAfter", Times::duration);
        disposition.end();
        if ((terminal || appointment) && callBack) {
            return disposition.refuse("callBack", "not go with terminal or appointmentMade");
        }
        if ((terminal || appointment || callBack) && after.isPresent()) {
            return disposition.refuse("nextAttemptAfter", "not go with terminal, appointmentMade or callBack");
        }
        return name.map(called -> new Disposition(called, contact, appointment, terminal, callBack, after));
    }

    static void write(List<Disposition> dispositions, ObjectNode plan) {
        if (!dispositions.isEmpty()) {
            ArrayNode array = plan.putArray("dispositions");
            dispositions.forEach(disposition -> write(disposition, array.addObject()));
        }
    }

    private static void write(Disposition disposition, ObjectNode node) {
        node.put("name", disposition.name());
        Json.put(node, "contactMade", disposition.contactMade(), false);
        Json.put(node, "appointmentMade", disposition.appointmentMade(), false);
        Json.put(node, "terminal", disposition.terminal(), false);
        Json.put(node, "callBack", disposition.callBack(), false);
        Json.put(node, "nextAttemptAfter", disposition.nextAttemptAfter());
    }
}
