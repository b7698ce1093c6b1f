/** Reads VVP credentials and has them verified. Knows HTTP and PASSporTs; knows nothing of SIP or of policy. */
@NullMarked
package org.sipverify.verifier;

import org.jspecify.annotations.NullMarked;
