/** The built-in verifier: trusts the signers an operator has pinned, and signs PASSporTs for tests. */
@NullMarked
package org.sipverify.verifier.pinned;

import org.jspecify.annotations.NullMarked;
