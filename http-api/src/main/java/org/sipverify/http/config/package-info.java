/** The section {@code http} of the configuration. */
@NullMarked
package org.sipverify.http.config;

import org.jspecify.annotations.NullMarked;
