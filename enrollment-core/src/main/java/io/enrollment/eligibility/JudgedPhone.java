package io.enrollment.eligibility;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import io.enrollment.subject.ContactState;
import java.util.Optional;

/** A telephone number with its state, judged for texts and for calls. */
record JudgedPhone(Optional<PhoneShape> shape, ContactState state) {

    /** Texts go to mobile lines, and to lines of which the number plan does not tell whether they are mobile. */
    Reach text() {
        return shape.map(this::textTo).orElseGet(JudgedPhone::invalid);
    }

    /** Calls go to every valid number that does not cost the caller extra. */
    Reach call() {
        return shape.map(this::callTo).orElseGet(JudgedPhone::invalid);
    }

    private Reach textTo(PhoneShape phone) {
        if (phone.extension()) {
            return none(Reasons.PHONE_HAS_EXTENSION, phone);
        }
        return switch (phone.type()) {
            case MOBILE -> byState(Reasons.TEXT_OK, phone, state);
            case FIXED_LINE_OR_MOBILE, VOIP, PERSONAL_NUMBER -> byState(Reasons.TEXT_UNKNOWN_LINE, phone, state);
            case FIXED_LINE, TOLL_FREE, PREMIUM_RATE, SHARED_COST, UAN, VOICEMAIL, PAGER, UNKNOWN ->
                none(Reasons.PHONE_NOT_TEXTABLE, phone);
        };
    }

    private Reach callTo(PhoneShape phone) {
        if (phone.type() == PhoneNumberType.PREMIUM_RATE || phone.type() == PhoneNumberType.SHARED_COST) {
            return none(Reasons.PHONE_TYPE_FORBIDDEN, phone);
        }
        // What bounced was a text; that says nothing about calls.
        return byState(Reasons.PHONE_OK, phone, state == ContactState.BOUNCED ? ContactState.OK : state);
    }

    private static Reach byState(String passed, PhoneShape phone, ContactState state) {
        return switch (state) {
            case OK -> Reach.at(passed, phone.e164(), Optional.of(phone.type().name()));
            case BOUNCED, SUPPRESSED -> none(Reasons.PHONE_SUPPRESSED, phone);
            case DEACTIVATED -> none(Reasons.NUMBER_DEACTIVATED, phone);
        };
    }

    private static Reach none(String reason, PhoneShape phone) {
        return Reach.none(reason, Optional.of(phone.type().name()));
    }

    private static Reach invalid() {
        return Reach.none(Reasons.PHONE_INVALID, Optional.empty());
    }
}
