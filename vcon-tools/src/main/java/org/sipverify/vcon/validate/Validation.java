package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sipverify.formats.json.MalformedJsonException;
import org.sipverify.formats.json.StrictJson;
import org.sipverify.vcon.form.Form;
import org.sipverify.vcon.form.Form.Encrypted;
import org.sipverify.vcon.form.Form.Signed;
import org.sipverify.vcon.form.MalformedVconException;
import org.sipverify.vcon.form.VconReader;

/**
 * Judges vCons in any form: by the schemas of core-03, core-04 and the sip-signaling extension, and by rules that no
 * schema can express. Safe for use by many threads.
 */
public final class Validation {
    private final List<Check> checks;
    private final boolean older;

    private Validation(List<Check> checks, boolean older) {
        this.checks = List.copyOf(checks);
        this.older = older;
    }

    /** What is wrong with these bytes; empty when they are a valid vCon. */
    public static List<Problem> of(byte[] bytes) {
        return with(ExternalFiles.NONE, List.of()).judge(bytes);
    }

    /**
     * A validation that knows more.
     *
     * @param external where files outside the vCon may be found
     * @param schemas JSON schemas that the unsigned form must fulfil too
     */
    public static Validation with(ExternalFiles external, List<String> schemas) {
        var checks = new ArrayList<Check>(List.of(
                SchemaCheck.core04(),
                SchemaCheck.core03(),
                SchemaCheck.sipSignaling(),
                new NameCheck(),
                new IdentityCheck(),
                new IndexCheck(),
                new InlineCheck(),
                new HashCheck(external),
                new SignalingCheck(),
                new TraceCheck(),
                new WireCheck(),
                new CredentialCheck()));
        schemas.forEach(schema -> checks.add(SchemaCheck.of(schema)));
        return new Validation(checks, false);
    }

    /** The same, which also takes what endpoints with dialect docs or JSON bodies as strings are sent. */
    public Validation acceptingOlderForm() {
        return new Validation(checks, true);
    }

    /** What is wrong with these bytes; of the encrypted form only the envelope can be judged. */
    public List<Problem> judge(byte[] bytes) {
        var findings = new Findings();
        try {
            var json = VconReader.unpacked(bytes);
            judge(VconReader.form(json, parse(json, findings)), findings);
        } catch (MalformedJsonException | MalformedVconException e) {
            findings.add("", e.getMessage() == null ? "unreadable" : e.getMessage(), "a vCon is one JSON object");
        }
        return findings.all();
    }

    private static JsonNode parse(byte[] json, Findings findings) throws MalformedJsonException {
        try {
            return StrictJson.parse(json);
        } catch (MalformedJsonException e) {
            var lenient = StrictJson.parseLastWins(json);
            findings.add("", String.valueOf(e.getMessage()), "each name appears once in an object");
            return lenient;
        }
    }

    private void judge(Form form, Findings findings) {
        if (form instanceof Signed signed) {
            EnvelopeCheck.signed(signed, findings);
            payload(signed, findings);
            judge(signed.content(), findings);
        } else if (form instanceof Encrypted encrypted) {
            EnvelopeCheck.encrypted(encrypted, findings);
        } else {
            form.vcon().ifPresent(vcon -> judge(vcon, findings));
        }
    }

    /** The reader has read the payload strictly; what signs it must not hold credentials either. */
    private static void payload(Signed signed, Findings findings) {
        CredentialSearch.of(signed.jws().path("signatures"))
                .forEach(it -> findings.add(it.pointer(), it.wrong(), it.right()));
    }

    private void judge(ObjectNode vcon, Findings findings) {
        if (older) {
            OlderForm.toDraft(vcon);
        }
        checks.forEach(check -> check.run(vcon, findings));
    }
}
