/** The section {@code verifier} of the configuration; a mistake names file and line. */
@NullMarked
package org.sipverify.verifier.config;

import org.jspecify.annotations.NullMarked;
