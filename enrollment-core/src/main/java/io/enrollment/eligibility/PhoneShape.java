package io.enrollment.eligibility;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /**
     * How a spreadsheet or a program writes a long number that it took for an amount: {@code 4.16555012E+09}. Digits are lost,
     * and without its letter it would read as the number of somebody else.
     */
    private static final Pattern SCIENTIFIC =
            Pattern.compile("[^\\p{L}\\p{Nd}]*\\p{Nd}+(?:[.,]\\p{Nd}*)?[eE][+-]?\\p{Nd}+[^\\p{L}\\p{Nd}]*");

    /** Reads a number; empty when it is not valid. A pure function over the data that come with libphonenumber. */
    static Optional<PhoneShape> of(String raw, Optional<String> country) {
        if (SCIENTIFIC.matcher(raw).matches()) {
            return Optional.empty();
        }
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
