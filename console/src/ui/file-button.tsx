import { Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useReportError } from './failure.tsx';
import { saveServerFile } from './server-file.ts';

type FileProps = Pick<ButtonProps, 'children' | 'icon' | 'size' | 'type'> & {
  /** Where the server writes it. */
  readonly address: string;
};

/** Saves a file of the server's; a refusal is told where one is. */
export function FileButton({ address, ...props }: FileProps) {
  const reportError = useReportError();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    await saveServerFile(address).catch(reportError);
    setSaving(false);
  };
  return <Button {...props} loading={saving} onClick={() => void save()} />;
}
