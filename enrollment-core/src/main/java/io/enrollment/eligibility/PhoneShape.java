package io.enrollment.eligibility;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/**
 * What a valid telephone number is made of.
 *
 * @param e164 the number in E.164 form, without the extension
 * @param type the kind of line by the number plan; in North America it does not tell mobile from fixed lines
 * @param extension whether there is an extension: such a number can be called, never texted
 */
record PhoneShape(String e164, PhoneNumberType type, boolean extension) {

    /** A region that no number plan has: by it only numbers with their country code are read. */
    private static final String NO_REGION = "ZZ";

    /** Reads a number; empty when it is not valid. A pure function over the data that come with libphonenumber. */
    static Optional<PhoneShape> of(String raw, Optional<String> country) {
        PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = plan.parse(raw, country.orElse(NO_REGION));
            return plan.isValidNumber(number) ? Optional.of(shape(plan, number)) : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private static PhoneShape shape(PhoneNumberUtil plan, PhoneNumber number) {
        return new PhoneShape(
                plan.format(number, PhoneNumberFormat.E164), plan.getNumberType(number), number.hasExtension());
    }

    /** The kind of line without the number, so that it may appear in a log. */
    @Override
    public String toString() {
        return "PhoneShape[" + type + "]";
    }
}
