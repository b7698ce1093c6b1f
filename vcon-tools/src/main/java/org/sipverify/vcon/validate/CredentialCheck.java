package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** No credential is in the vCon. */
final class CredentialCheck implements Check {
    @Override
    public void run(ObjectNode vcon, Findings findings) {
        CredentialSearch.of(vcon).forEach(it -> findings.add(it.pointer(), it.wrong(), it.right()));
    }
}
