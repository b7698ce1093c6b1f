package org.sipverify.vcon.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One aspect of soundness. Whatever the types of the values are, a check does not throw. */
interface Check {
    void run(ObjectNode vcon, Findings findings);
}
