package org.sipverify.vcon.content;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.sipverify.vcon.call.Person;
import org.sipverify.vcon.call.Recording;
import org.sipverify.vcon.privacy.Masked;
import org.sipverify.vcon.sip.NameAddr;
import org.sipverify.vcon.sip.SipText;

/**
 * The parties of a call: the caller, the callee, this server, which contributes what it saw, and those whom a side was
 * transferred to.
 */
final class PartyList {
    static final int CALLER = 0;
    static final int CALLEE = 1;
    static final int SERVER = 2;

    /** RFC 3323 section 4.1.1.3. */
    private static final String WITHHELD = "anonymous.invalid";

    private final ArrayNode parties;

    PartyList(ArrayNode parties) {
        this.parties = parties;
    }

    void add(Recording call, SipText invite, Optional<RecordedPassport> passport, ContentConfig config) {
        caller(call, invite, passport);
        var callee = person(call.arrival().callee());
        put(callee, "sip_display_name", Masked.text(address(invite, "To").display()));
        parties.addObject()
                .put("sip", "sip:" + config.server())
                .put("type", "organization")
                .put("org", config.organization());
    }

    /** One whom a side was transferred to. */
    void add(RecordedLeg transferred) {
        var to = address(transferred.invite().text(), "To");
        var tel = to.uri().replaceFirst("^(?i:sips?|tel):", "").split("[@;]", 2)[0];
        put(person(new Person(tel, to.uri())), "sip_display_name", Masked.text(to.display()));
    }

    private void caller(Recording call, SipText invite, Optional<RecordedPassport> passport) {
        var party = person(call.arrival().caller());
        var from = address(invite, "From");
        passport.ifPresent(it -> party.put("stir", it.compact()));
        var proved = call.verdict().map(it -> it.proof().brand()).filter(brand -> !brand.isEmpty());
        if (proved.isPresent()) {
            party.put("name", Masked.text(proved.get())).put("validation", "vvp");
        } else if (from.uri().contains(WITHHELD)) {
            party.put("name", "anonymous").put("validation", "none");
        }
        putAddress(party, "sip_contact", address(invite, "Contact").uri());
        put(party, "sip_user_agent", Masked.text(invite.first("User-Agent").orElse("")));
        put(party, "sip_display_name", Masked.text(from.display()));
    }

    /** Receivers refuse short numbers in {@code tel}: an extension has its SIP URI alone. */
    static boolean isNumber(String tel) {
        var isNumber = tel.length() >= 5 && tel.length() <= 16 && tel.charAt(0) == '+';
        for (var at = 1; isNumber && at < tel.length(); at++) {
            isNumber = tel.charAt(at) >= '0' && tel.charAt(at) <= '9';
        }
        return isNumber;
    }

    private ObjectNode person(Person person) {
        var party = parties.addObject();
        if (isNumber(person.tel())) {
            party.put("tel", person.tel());
        }
        putAddress(party, "sip", person.sip());
        return party;
    }

    private static NameAddr address(SipText invite, String name) {
        return NameAddr.of(invite.first(name).orElse(""));
    }

    /** A Contact may be an asterisk, and anything from those who do not keep to the grammar: the INVITE has it. */
    private static void putAddress(ObjectNode party, String name, String value) {
        if (Address.isOne(value)) {
            party.put(name, Masked.text(value));
        }
    }

    private static void put(ObjectNode party, String name, String value) {
        if (!value.isEmpty()) {
            party.put(name, value);
        }
    }
}
