import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { fieldKit } from '../../src/app/field-kit.ts';
import { Theme } from '../../src/app/theme.tsx';
import { useFormOf } from '../../src/ground/forms.ts';
import { ApiError } from '../../src/ui/api-error.ts';
import { FieldKitProvider } from '../../src/ui/form/fields/field-kit.tsx';
import { FormFields } from '../../src/ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../src/ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../src/ui/form/form-page.tsx';
import { Loaded } from '../../src/ui/loaded.tsx';
import '../../src/ui/console.css';

// The console's own renderer on a page of its own, with the form of server/test/kit: for the browser test.
function Toy() {
  return (
    <Loaded query={useFormOf('toys.toy')}>
      {({ fields, initial }) => (
        <FormPage
          title="Toy"
          initial={initial}
          onSave={save}
          preview={(values) => <FormPreview name="toys.toy" values={values} />}
        >
          <FormSection title="Toy">
            <FormFields fields={fields} />
          </FormSection>
        </FormPage>
      )}
    </Loaded>
  );
}

async function save(values: Readonly<Record<string, unknown>>) {
  const answer = await fetch('/api/admin/toys', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ values }),
  });
  if (answer.ok) return;
  const { error } = await answer.json();
  throw new ApiError(answer.status, error.code, error.message, error.requestId, error.details);
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <QueryClientProvider client={new QueryClient()}>
    <Theme>
      <FieldKitProvider value={fieldKit}>
        <RouterProvider router={createBrowserRouter([{ path: '*', Component: Toy }])} />
      </FieldKitProvider>
    </Theme>
  </QueryClientProvider>,
);
