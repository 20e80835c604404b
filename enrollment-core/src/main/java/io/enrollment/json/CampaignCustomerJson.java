package io.enrollment.json;

import io.enrollment.report.CampaignCustomer;
import java.util.Map;

/** Customers of a campaign as JSON. What is empty is left out. Thread-safe. */
public final class CampaignCustomerJson {

    private static final String FORMAT = "enrollment-customer/1";

    private CampaignCustomerJson() {}

    /** Writes a customer on one line. */
    public static String write(CampaignCustomer customer) {
        return Compact.write(json -> {
            json.writeStringField("format", FORMAT);
            Compact.put(json, "enrollment", customer.enrollment());
            Compact.put(json, "subject", customer.subject());
            Compact.put(json, "name", customer.name());
            Compact.put(json, "purpose", customer.purpose());
            Compact.put(json, "status", customer.status());
            Compact.put(json, "expiration", customer.expiration());
            Compact.put(json, "expiredAt", customer.expiredAt());
            Compact.put(json, "lastAttemptAt", customer.lastAttemptAt());
            Compact.put(json, "disposition", customer.disposition());
            Compact.put(json, "appointment", customer.appointment());
            json.writeObjectFieldStart("columns");
            for (Map.Entry<String, String> column : customer.columns().entrySet()) {
                json.writeStringField(column.getKey(), column.getValue());
            }
            json.writeEndObject();
        });
    }
}
