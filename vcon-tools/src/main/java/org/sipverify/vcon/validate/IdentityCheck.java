package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sipverify.vcon.read.Times;

/** The uuid, the times it must agree with, and what the vCon says it is a version of. */
final class IdentityCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        var uuid = vcon.path("uuid").asText("");
        var made = Times.ofUuid(uuid);
        var created = Times.of(vcon.path("created_at"));
        if (made.isEmpty()) {
            findings.add("/uuid", "is not a UUID of version 8: " + uuid, "48 bits of Unix milliseconds, version 8");
        } else if (created.isPresent()
                && !made.get().equals(created.get().truncatedTo(java.time.temporal.ChronoUnit.MILLIS))) {
            findings.add(
                    "/uuid", "was made at " + made.get() + ", created_at is " + created.get(), "both are the same");
        }
        Times.of(vcon.path("updated_at"))
                .filter(updated -> created.isPresent() && updated.isBefore(created.get()))
                .ifPresent(updated ->
                        findings.add("/updated_at", "is before created_at", "a time after it, or leave it out"));
        if (vcon.path("amended").path("uuid").asText(" ").equalsIgnoreCase(uuid)
                || vcon.path("redacted").path("uuid").asText(" ").equalsIgnoreCase(uuid)) {
            findings.add("/uuid", "is that of the vCon it was made from", "a uuid of its own");
        }
    }
}
