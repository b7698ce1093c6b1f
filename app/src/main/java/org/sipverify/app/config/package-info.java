/** Where settings come from, and their values: {@link org.sipverify.app.config.Settings}. */
@NullMarked
package org.sipverify.app.config;

import org.jspecify.annotations.NullMarked;
